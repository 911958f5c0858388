//! Tables as bytes: Arrow IPC streams, for whoever takes them over in memory. The same tables give the same bytes.

use arrow_array::RecordBatch;
use arrow_ipc::writer::StreamWriter;
use arrow_schema::ArrowError;

/// A batch as an Arrow IPC stream.
///
/// # Errors
/// Where the batch cannot be written.
pub fn stream(batch: &RecordBatch) -> Result<Vec<u8>, ArrowError> {
    let mut out = Vec::new();
    let mut writer = StreamWriter::try_new(&mut out, &batch.schema())?;
    writer.write(batch)?;
    writer.finish()?;
    drop(writer);
    Ok(out)
}
