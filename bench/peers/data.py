"""Statistics and checks of one table by a Python library: one JSON line with seconds and peak memory.

    python data.py (pandas | evidently | great_expectations | tfdv) (csv | parquet) FILE

Seconds run from the file to the figures; imports are outside, as is the start of Node in ours.
"""

import json
import resource
import sys
import time
import warnings

warnings.filterwarnings("ignore")


def read(kind, path):
    import pandas

    if kind == "parquet":
        return pandas.read_parquet(path)
    return pandas.read_csv(path, parse_dates=["date"])


def describe_with_pandas(kind, path):
    import pandas

    def work():
        frame = read(kind, path)
        frame.describe(include="all").to_string()
        frame.isna().sum()

    return pandas.__version__, work


def summarize_with_evidently(kind, path):
    import evidently
    from evidently import DataDefinition, Dataset, Report
    from evidently.presets import DataSummaryPreset

    def work():
        frame = read(kind, path)
        definition = DataDefinition(
            numerical_columns=["delay", "distance"],
            categorical_columns=["origin", "destination"],
            datetime_columns=["date"],
        )
        data = Dataset.from_pandas(frame, data_definition=definition)
        Report([DataSummaryPreset()]).run(data, None).dict()

    return evidently.__version__, work


def validate_with_great_expectations(kind, path):
    import great_expectations as gx
    from great_expectations import expectations as gxe

    def work():
        frame = read(kind, path)
        airports = sorted(set(frame["origin"].unique()) | {"XXX"})
        context = gx.get_context(mode="ephemeral")
        asset = context.data_sources.add_pandas("flights").add_dataframe_asset("flights")
        batch = asset.add_batch_definition_whole_dataframe("all")
        suite = context.suites.add(gx.ExpectationSuite(name="ten rules"))
        for expectation in [
            gxe.ExpectColumnValuesToNotBeNull(column="date"),
            gxe.ExpectColumnValuesToNotBeNull(column="origin"),
            gxe.ExpectColumnValuesToBeBetween(column="delay", min_value=-1500, max_value=3000),
            gxe.ExpectColumnValuesToBeBetween(column="distance", min_value=0, max_value=6000),
            gxe.ExpectColumnValuesToBeInSet(column="origin", value_set=airports),
            gxe.ExpectColumnValueLengthsToEqual(column="destination", value=3),
            gxe.ExpectColumnMeanToBeBetween(column="delay", min_value=-10, max_value=40),
            gxe.ExpectColumnUniqueValueCountToBeBetween(
                column="origin", min_value=100, max_value=400
            ),
            gxe.ExpectColumnPairValuesAToBeGreaterThanB(
                column_A="distance", column_B="delay", ignore_row_if="either_value_is_missing"
            ),
            gxe.ExpectTableRowCountToBeBetween(min_value=1, max_value=100_000_000),
        ]:
            suite.add_expectation(expectation)
        definition = context.validation_definitions.add(
            gx.ValidationDefinition(name="flights", data=batch, suite=suite)
        )
        definition.run(batch_parameters={"dataframe": frame}).to_json_dict()

    return gx.__version__, work


def summarize_with_tfdv(kind, path):
    import tensorflow_data_validation as tfdv

    def work():
        frame = read(kind, path)
        frame["date"] = frame["date"].astype(str)
        tfdv.infer_schema(tfdv.generate_statistics_from_dataframe(frame))

    return tfdv.__version__, work


PEERS = {
    "pandas": describe_with_pandas,
    "evidently": summarize_with_evidently,
    "great_expectations": validate_with_great_expectations,
    "tfdv": summarize_with_tfdv,
}

name, kind, path = sys.argv[1:]
version, work = PEERS[name](kind, path)
start = time.perf_counter()
work()
seconds = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"name": name, "version": version, "seconds": seconds, "peakMb": peak}))
