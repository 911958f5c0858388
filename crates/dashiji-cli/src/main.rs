//! The command `dashiji`.

fn main() -> anyhow::Result<()> {
    let path = std::env::args().nth(1).unwrap_or_default();
    let given = dashiji::document::Given { path: Some(path.clone()), ..Default::default() };
    let reading = dashiji::read(std::fs::read(&path)?, &given, dashiji::lexicon::Lexicon::builtin())
        .map_err(anyhow::Error::msg)?;
    let mut out = std::io::stdout().lock();
    for record in &reading.records {
        serde_json::to_writer(&mut out, record)?;
        std::io::Write::write_all(&mut out, b"\n")?;
    }
    Ok(())
}
