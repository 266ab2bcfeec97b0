"""Fills a database of MLflow's server with copies of one run, past the server, since only their number matters.

    python tracking_fill.py --database sqlite:///mlflow.db --run ID --copies 25000
"""

import argparse
import uuid

from sqlalchemy import create_engine, text

parser = argparse.ArgumentParser()
for name in ("database", "run", "copies"):
    parser.add_argument(f"--{name}", required=True)
asked = parser.parse_args()

engine = create_engine(asked.database)
with engine.begin() as connection:
    for table in ("runs", "tags"):
        rows = [dict(row) for row in connection.execute(text(f"SELECT * FROM {table} WHERE run_uuid = :run"), {"run": asked.run}).mappings()]
        if table == "runs":
            ids = [uuid.uuid4().hex for _ in range(int(asked.copies))]
        columns = list(rows[0])
        insert = text(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(':' + c for c in columns)})")
        copies = []
        for i, run in enumerate(ids):
            for row in rows:
                copy = {**row, "run_uuid": run}
                if table == "runs":
                    copy["start_time"] += i
                    copy["artifact_uri"] = copy["artifact_uri"].replace(asked.run, run)
                copies.append(copy)
        connection.execute(insert, copies)
    connection.execute(text("ANALYZE"))
