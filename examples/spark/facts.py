"""Documents → facts → registers and ledgers by key → Parquet, on Spark, with the wheel in mapInArrow and applyInArrow.

    PYSPARK_PYTHON=$(which python) python examples/spark/facts.py FOLDER OUT [--partitions N] [--seed N]

FOLDER holds documents in folders named by region (`410922/2013-04-000148.txt`). OUT gets a folder a table: entries, people, …, errors, and of the registers
people, offices, places, organizations, documents and ledgers, each row with the line that the program prints (`line`) and what it is sorted by. A document that
cannot be read, or that ends the process that reads it, is a row of `errors`; a task that dies is tried again by Spark and gives the same rows.
"""

from __future__ import annotations

import argparse
import pathlib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql.pandas.types import from_arrow_schema

from dashiji import engines


def told(row: Mapping[str, Any]) -> dict[str, str]:
    """What the path of a document tells of it: region and month."""
    path = re.sub("^file:/*", "/", row["path"])
    found = re.search(r"/(\d{6})/(\d{4}-\d{2})-", path)
    return {"path": path} | ({"region": found[1], "period": found[2]} if found else {})


def session(name: str, master: str | None = None) -> SparkSession:
    build = SparkSession.builder.appName(name)
    if master:
        build = build.master(master)
    return (
        # Without it every small file is a task of its own.
        build.config("spark.sql.files.openCostInBytes", "16384")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "64")
        .config("spark.ui.enabled", "false")
        .getOrCreate()
    )


def streams(spark: SparkSession, folder: str, partitions: int | None = None, seed: int | None = None) -> DataFrame:
    """The tables of all documents, each document read once."""
    files = spark.read.format("binaryFile").option("recursiveFileLookup", "true").option("pathGlobFilter", "*.{txt,html,docx,xlsx}").load(folder)
    files = files.select("path", "content")
    if seed is not None:
        files = files.orderBy(F.rand(seed))
    if partitions is not None:
        files = files.repartition(partitions)
    return files.mapInArrow(engines.streams(told, profile="auto", apart=True), from_arrow_schema(engines.STREAMS)).persist()


def table(made: DataFrame, name: str) -> DataFrame:
    return made.filter(F.col("table") == name).mapInArrow(engines.table(name), from_arrow_schema(engines.schema(name)))


def registers(made: DataFrame) -> DataFrame:
    """The rows of all registers."""
    rows_schema = from_arrow_schema(engines.ROWS)
    partials = table(made, "partials")
    # Titles and their short forms belong together: few pairs, joined on the driver.
    pairs = partials.filter("register = 'documents'").select("key", F.explode("beside")).distinct().collect()
    joined = engines.groups((row[0], row[1]) for row in pairs)

    def grouped(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            columns = zip(batch["register"].to_pylist(), batch["key"].to_pylist(), strict=True)
            groups = [joined.get(key, key) if register == "documents" else key for register, key in columns]
            yield pa.RecordBatch.from_arrays([*batch.columns, pa.array(groups, pa.string())], names=[*batch.schema.names, "group"])

    keyed = partials.mapInArrow(grouped, from_arrow_schema(engines.schema("partials").append(pa.field("group", pa.string()))))
    by_key = keyed.groupBy("register", "group").applyInArrow(lambda group: engines.rows(group.drop_columns(["group"])), rows_schema).persist()
    # Few bodies have names before or after them; the counts of these names go to every task.
    named = by_key.select(F.explode("names").alias("key")).distinct()
    counts = by_key.filter("register = 'organizations'").join(named, "key").select("key", "entries").collect()
    counts = {row[0]: row[1] for row in counts}

    def history(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            yield from engines.history(pa.Table.from_batches([batch]), counts).to_batches()

    told_of = by_key.filter("register <> 'held'").mapInArrow(history, rows_schema)
    offices = by_key.filter("register = 'held'").groupBy("key").applyInArrow(engines.offices, rows_schema)
    return told_of.unionByName(offices)


def write(made: DataFrame, out: pathlib.Path) -> None:
    for name in engines.TABLES:
        if name != "partials":
            table(made, name).write.mode("overwrite").parquet(str(out / name))
    registers(made).write.mode("overwrite").partitionBy("register").parquet(str(out / "registers"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--master")
    parser.add_argument("--partitions", type=int)
    parser.add_argument("--seed", type=int, help="shuffle the documents first")
    asked = parser.parse_args()
    spark = session("dashiji", asked.master)
    write(streams(spark, asked.folder, asked.partitions, asked.seed), asked.out)
    spark.stop()


if __name__ == "__main__":
    main()
