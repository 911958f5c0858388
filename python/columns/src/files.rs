//! Tables as bytes: an Arrow IPC stream for whoever takes it over in memory, an Arrow IPC file, and Parquet. The same tables give the same bytes.

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

/// A batch as an Arrow IPC file (Feather version 2).
///
/// # Errors
/// Where the batch cannot be written.
pub fn file(batch: &RecordBatch) -> Result<Vec<u8>, ArrowError> {
    let mut out = Vec::new();
    let mut writer = FileWriter::try_new(&mut out, &batch.schema())?;
    writer.write(batch)?;
    writer.finish()?;
    drop(writer);
    Ok(out)
}

/// A batch as Parquet, columns packed with Snappy, which every reader of Parquet has.
///
/// # Errors
/// Where the batch cannot be written.
#[cfg(feature = "parquet")]
pub fn parquet(batch: &RecordBatch) -> Result<Vec<u8>, parquet::errors::ParquetError> {
    use parquet::arrow::ArrowWriter;
    use parquet::basic::Compression;
    use parquet::file::properties::WriterProperties;
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(concat!("dashiji ", env!("CARGO_PKG_VERSION")).to_owned())
        .build();
    let mut out = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut out, batch.schema(), Some(properties))?;
    writer.write(batch)?;
    writer.close()?;
    Ok(out)
}
