//! `dashiji mcp`: a base for assistants, over the Model Context Protocol on standard input and output.
//!
//! In go requests such as `tools/call who {"name":"赵立本"}`; out come answers as values, in which every sentence bears its place, the hash of
//! the file it stands in, its citation and what is in doubt of it. Nothing is ever put into the record. The protocol is rmcp's; lines that
//! are no messages are answered here (`wire`), tools are described in `tools.json` and answered by one thread that holds the base (`desk`).
//!
//! A tool asks the base's view by keys, not the reading room's snapshot: that one keeps a catalogue of all entries in memory for its pages,
//! which an assistant's few questions would pay for at every start.

mod desk;
mod document;
mod register;
mod sentence;
mod wire;

use crate::arguments::McpArguments;
use crate::config;
use crate::home::{self, Bar};
use crate::trouble::Trouble;
use dashiji_publish::{Language, Messages};
use dashiji_store::Base;
use desk::Desk;
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, ErrorCode, Implementation,
    ListToolsResult, PaginatedRequestParams, ServerCapabilities, ServerConfig, Tool,
};
use rmcp::service::{RequestContext, ServerInitializeError};
use rmcp::{ErrorData, RoleServer, ServerHandler, ServiceExt};
use serde_json::{Map, Value};
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use tokio::sync::{mpsc, oneshot};

/// The file that tells an assistant how to use the tools and how to cite, in both languages.
const SKILL: [&str; 2] =
    [include_str!("../../../../docs/skill/SKILL.md"), include_str!("../../../../docs/skill/SKILL.zh.md")];

/// What the tools are, what they take and what they give.
const TOOLS: &str = include_str!("tools.json");

/// Calls that wait for the desk.
const WAITING: usize = 64;

/// A call on its way to the desk.
struct Call {
    tool: String,
    arguments: Map<String, Value>,
    answer: oneshot::Sender<Result<Value, String>>,
}

/// Answers an assistant until it goes away.
///
/// # Errors
/// Where there is no base, or it cannot be opened.
pub fn run(typed: &McpArguments, messages: &Messages) -> Result<ExitCode, Trouble> {
    let skill = SKILL[usize::from(messages.language() == Language::Chinese)];
    if typed.skill {
        let mut out = std::io::stdout();
        write!(out, "{skill}").and_then(|()| out.flush()).map_err(Trouble::Output)?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut named = typed.base.clone();
    named.base = typed.dir.clone().or(named.base);
    let folder = home::folder(&named)?;
    // What an older program read is told and left: reading it again would be an act.
    let base = Base::open_watched(&folder, &Bar::new(messages)).map_err(Trouble::Base)?;
    if let Some(day) = &named.as_of {
        base.as_of(day).map_err(Trouble::Base)?;
    }
    let config = config::of_base(&folder)?;
    let tools =
        Arc::new(tools().map_err(|error| Trouble::Config(Path::new("tools.json").to_owned(), error))?);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Trouble::Io(folder.clone(), error))?;
    let (calls, waiting) = mpsc::channel(WAITING);
    let handler = Handler { tools, calls, instructions: Arc::from(instructions(skill)) };
    let talk = std::thread::spawn(move || runtime.block_on(talk(&handler)));
    // Messages speak one language and stay on the thread they were made on: the desk is here, the talk beside it.
    Desk::new(base, named.as_of, config, messages)?.serve(waiting);
    let _ = talk.join();
    Ok(ExitCode::SUCCESS)
}

/// The skill without the lines that a file of it opens with.
fn instructions(skill: &str) -> &str {
    skill.splitn(3, "---\n").nth(2).unwrap_or(skill).trim()
}

/// Reads what the tools are.
fn tools() -> Result<Vec<Tool>, String> {
    let mut list: Value = serde_json::from_str(TOOLS).map_err(|error| error.to_string())?;
    let shared = list["shared"].take();
    let mut tools: Vec<Value> = serde_json::from_value(list["tools"].take()).map_err(|e| e.to_string())?;
    for tool in &mut tools {
        // A schema stands by itself: what several share is put into each that needs it.
        tool["outputSchema"]["$defs"] = shared.clone();
    }
    serde_json::from_value(Value::Array(tools)).map_err(|error| error.to_string())
}

/// Talks until the other side goes away. One that opens with what cannot open a talk has been answered, and may begin anew.
async fn talk(handler: &Handler) {
    let wire = wire::Wire::open();
    loop {
        match handler.clone().serve(wire.clone()).await {
            Ok(running) => {
                let _ = running.waiting().await;
                return;
            }
            Err(
                ServerInitializeError::ExpectedInitializeRequest(_)
                | ServerInitializeError::InitializeFailed(_),
            ) => {}
            Err(_) => return,
        }
    }
}

/// What the protocol asks of a server.
#[derive(Clone)]
struct Handler {
    tools: Arc<Vec<Tool>>,
    calls: mpsc::Sender<Call>,
    instructions: Arc<str>,
}

impl ServerHandler for Handler {
    fn get_info(&self) -> ServerConfig {
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(Implementation::new("dashiji", env!("CARGO_PKG_VERSION")).with_title("大事记"))
            .with_instructions(&*self.instructions)
    }

    fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> impl Future<Output = Result<ListToolsResult, ErrorData>> + Send + '_ {
        std::future::ready(Ok(ListToolsResult::with_all_items(self.tools.to_vec())))
    }

    fn get_tool(&self, name: &str) -> Option<Tool> {
        self.tools.iter().find(|tool| tool.name == name).cloned()
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        if self.get_tool(&request.name).is_none() {
            let known: Vec<&str> = self.tools.iter().map(|tool| &*tool.name).collect();
            let words = format!("there is no tool of this name; there are {}", known.join(", "));
            return Err(ErrorData::invalid_params(words, None));
        }
        let (answer, answered) = oneshot::channel();
        let arguments = request.arguments.unwrap_or_default();
        let call = Call { tool: request.name.into_owned(), arguments, answer };
        let gone = |()| ErrorData::new(ErrorCode::INTERNAL_ERROR, "the base is closed", None);
        self.calls.send(call).await.map_err(|_| gone(()))?;
        let result = match answered.await.map_err(|_| gone(()))? {
            Ok(value) => CallToolResult::structured(value),
            Err(words) => CallToolResult::error(vec![ContentBlock::text(words)]),
        };
        Ok(result.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tool_is_described_and_told_to_be_read_only() {
        let tools = tools().unwrap();
        let names: Vec<&str> = tools.iter().map(|tool| &*tool.name).collect();
        assert_eq!(names, ["search", "entry", "who", "ledger", "document", "check", "cite"]);
        for tool in &tools {
            let hints = tool.annotations.as_ref().unwrap();
            assert_eq!(
                (hints.read_only_hint, hints.open_world_hint),
                (Some(true), Some(false)),
                "{}",
                tool.name
            );
            assert_eq!(tool.input_schema["additionalProperties"], false, "{}", tool.name);
            assert!(tool.output_schema.as_ref().unwrap().contains_key("$defs"), "{}", tool.name);
        }
    }

    #[test]
    fn the_skill_names_every_tool_in_both_languages() {
        for skill in SKILL {
            assert!(skill.starts_with("---\nname: "));
            assert!(!instructions(skill).contains("---\n"));
            for tool in tools().unwrap() {
                assert!(skill.contains(&format!("`{}`", tool.name)), "{}", tool.name);
            }
        }
    }
}
