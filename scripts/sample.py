"""Keeps a random part of a mutation session, chosen by a fixed seed: `sample.py SESSION COUNT`."""

import random
import sqlite3
import sys

SEED = 20180817


def main(session: str, count: int) -> None:
    """Remove from the session what is not drawn; 0 draws everything."""
    with sqlite3.connect(session) as database:
        done = {job for (job,) in database.execute("select job_id from work_results")}
        rows = "select job_id, module_path, operator_name, start_pos_row, start_pos_col, occurrence"
        jobs = [
            row[0]
            for row in sorted(
                database.execute(f"{rows} from mutation_specs"), key=lambda row: row[1:]
            )
        ]
        left = [job for job in jobs if job not in done]  # those filtered out have a result already
        chance = random.Random(SEED)  # noqa: S311 - a sample, not a secret
        kept = set(chance.sample(left, min(count, len(left))) if count else left)
        for job in set(jobs) - kept:
            for table in ("mutation_specs", "work_results", "work_items"):
                database.execute(f"delete from {table} where job_id = ?", (job,))  # noqa: S608
    print(f"sample: {len(kept)} of {len(left)} changes")


main(sys.argv[1], int(sys.argv[2]))
