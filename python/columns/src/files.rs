//! Tables as bytes: Arrow IPC streams, for whoever takes them over in memory, and files that tools open by their name. The same tables give the same bytes.

use arrow_array::RecordBatch;
use arrow_ipc::writer::{FileWriter, StreamWriter};
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

/// A batch as an Arrow IPC file (`.arrow`, also called Feather, version 2), not packed.
///
/// # Errors
/// Where the batch cannot be written.
pub fn arrow(batch: &RecordBatch) -> Result<Vec<u8>, ArrowError> {
    let mut out = Vec::new();
    let mut writer = FileWriter::try_new(&mut out, &batch.schema())?;
    writer.write(batch)?;
    writer.finish()?;
    drop(writer);
    Ok(out)
}

/// A batch as a Parquet file, packed by Snappy, with what its columns mean beside them.
///
/// # Errors
/// Where the batch cannot be written.
#[cfg(feature = "parquet")]
pub fn parquet(batch: &RecordBatch) -> Result<Vec<u8>, ArrowError> {
    use parquet::arrow::ArrowWriter;
    use parquet::basic::Compression;
    use parquet::file::properties::WriterProperties;
    let told = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let mut out = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut out, batch.schema(), Some(told))?;
    writer.write(batch)?;
    writer.close()?;
    Ok(out)
}
