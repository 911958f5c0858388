//! Messages as lines on standard input and output.
//!
//! A line is a message of JSON-RPC 2.0. rmcp leaves a line that is none without an answer, and one that is too long; here both are
//! answered, so that whoever sent it learns of it: -32700 for what is no JSON, -32600 for what is no message or too long. A line is read
//! up to a bound and the rest of it passed over, so that memory stays bounded whatever comes.

use rmcp::RoleServer;
use rmcp::model::ClientJsonRpcMessage;
use rmcp::service::{RxJsonRpcMessage, TxJsonRpcMessage};
use rmcp::transport::Transport;
use serde_json::{Value, json};
use std::io::{self, BufRead, Write};
use std::sync::Arc;
use tokio::sync::{Mutex, mpsc};

/// Bytes of a line at most.
const MOST: usize = 1 << 20;

/// Messages that wait to be answered; more are not read.
const WAITING: usize = 16;

/// Both directions.
#[derive(Debug, Clone)]
pub struct Wire {
    messages: Arc<Mutex<mpsc::Receiver<ClientJsonRpcMessage>>>,
}

impl Wire {
    /// Standard input and output, read on a thread of its own.
    pub fn open() -> Self {
        let (sender, messages) = mpsc::channel(WAITING);
        std::thread::spawn(move || read(&mut io::stdin().lock(), &sender));
        Self { messages: Arc::new(Mutex::new(messages)) }
    }
}

impl Transport<RoleServer> for Wire {
    type Error = io::Error;

    fn send(
        &mut self,
        item: TxJsonRpcMessage<RoleServer>,
    ) -> impl Future<Output = Result<(), io::Error>> + Send + 'static {
        let written = serde_json::to_vec(&item).map_err(io::Error::from).and_then(write);
        std::future::ready(written)
    }

    async fn receive(&mut self) -> Option<RxJsonRpcMessage<RoleServer>> {
        self.messages.lock().await.recv().await
    }

    fn close(&mut self) -> impl Future<Output = Result<(), io::Error>> + Send {
        std::future::ready(Ok(()))
    }
}

/// Writes a line whole.
fn write(mut line: Vec<u8>) -> io::Result<()> {
    line.push(b'\n');
    let mut out = io::stdout().lock();
    out.write_all(&line)?;
    out.flush()
}

/// Reads lines and hands on those that are messages, until the input ends or nobody listens any more.
fn read(input: &mut impl BufRead, messages: &mpsc::Sender<ClientJsonRpcMessage>) {
    let mut line = Vec::new();
    loop {
        let told = match next(input, &mut line) {
            Ok(Some(true)) => match message(&line) {
                Ok(Some(message)) => {
                    if messages.blocking_send(message).is_err() {
                        return;
                    }
                    continue;
                }
                Ok(None) => continue,
                Err(fault) => fault,
            },
            Ok(Some(false)) => fault(-32600, &format!("a message has at most {MOST} bytes"), None),
            Ok(None) | Err(_) => return,
        };
        if write(told.to_string().into_bytes()).is_err() {
            return;
        }
    }
}

/// The next line, without its end: whether it is whole. What is beyond the bound is passed over. Nothing at the end of the input.
fn next(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<Option<bool>> {
    line.clear();
    let mut whole = true;
    let mut any = false;
    loop {
        let piece = match input.fill_buf() {
            Ok(piece) => piece,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if piece.is_empty() {
            return Ok(any.then_some(whole));
        }
        any = true;
        let end = piece.iter().position(|byte| *byte == b'\n');
        let kept = &piece[..end.unwrap_or(piece.len())];
        whole &= line.len() + kept.len() <= MOST;
        if whole {
            line.extend_from_slice(kept);
        } else {
            *line = Vec::new();
        }
        let taken = end.map_or(piece.len(), |end| end + 1);
        input.consume(taken);
        if end.is_some() {
            return Ok(Some(whole));
        }
    }
}

/// What a line says; nothing of an empty one; else the answer to what is no message.
fn message(line: &[u8]) -> Result<Option<ClientJsonRpcMessage>, Value> {
    let line = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line).trim_ascii();
    if line.is_empty() {
        return Ok(None);
    }
    let value: Value = serde_json::from_slice(line)
        .map_err(|error| fault(-32700, &format!("this is no JSON: {error}"), None))?;
    let id = value.get("id").filter(|id| id.is_string() || id.is_i64() || id.is_u64()).cloned();
    // What only tells and is not understood is let go, as the protocol has it.
    let notice = id.is_none() && value.get("method").is_some_and(Value::is_string);
    match serde_json::from_value(value) {
        Ok(message) => Ok(Some(message)),
        Err(_) if notice => Ok(None),
        Err(_) => Err(fault(-32600, "this is no message of the protocol", id)),
    }
}

/// An answer that tells a fault; without an id where none can be known.
fn fault(code: i32, words: &str, id: Option<Value>) -> Value {
    let mut told = json!({"jsonrpc": "2.0", "error": {"code": code, "message": words}});
    if let Some(id) = id {
        told["id"] = id;
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_up_to_its_bound_and_the_next_is_whole() {
        let mut text = vec![b'x'; MOST + 7];
        text.extend_from_slice(b"\n{\"a\":1}\n\nrest");
        let mut input = io::BufReader::with_capacity(64, &*text);
        let mut line = Vec::new();
        assert_eq!(next(&mut input, &mut line).unwrap(), Some(false));
        assert_eq!((next(&mut input, &mut line).unwrap(), &*line), (Some(true), &b"{\"a\":1}"[..]));
        assert_eq!((next(&mut input, &mut line).unwrap(), &*line), (Some(true), &b""[..]));
        assert_eq!((next(&mut input, &mut line).unwrap(), &*line), (Some(true), &b"rest"[..]));
        assert_eq!(next(&mut input, &mut line).unwrap(), None);
    }

    #[test]
    fn what_is_no_message_is_answered_by_what_it_is() {
        let code = |line: &str| {
            message(line.as_bytes()).map(|message| message.is_some()).map_err(|f| f["error"]["code"].clone())
        };
        assert_eq!(code(r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#), Ok(true));
        assert_eq!(code(r#"{"jsonrpc":"2.0","id":1,"method":"no/such"}"#), Ok(true));
        assert_eq!(code("  \r"), Ok(false));
        assert_eq!(code("{"), Err(json!(-32700)));
        assert_eq!(code(&"[".repeat(100_000)), Err(json!(-32700)));
        for line in [
            "[]",
            "7",
            "null",
            "{}",
            r#"{"jsonrpc":"2.0","id":3}"#,
            r#"[{"jsonrpc":"2.0","id":1,"method":"ping"}]"#,
        ] {
            assert_eq!(code(line), Err(json!(-32600)), "{line}");
        }
        let told = message(br#"{"id":3}"#).unwrap_err();
        assert_eq!(told["id"], 3);
        assert!(message(b"{").unwrap_err().get("id").is_none());
    }
}
