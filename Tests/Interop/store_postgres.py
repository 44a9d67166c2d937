"""Moves a lake's catalog to a PostgreSQL of its own and compares what both catalogs give.

Usage: store_postgres.py WORKSPACE
Starts a server in a temporary folder, runs Pipelines/catalog-to-postgres.sql twice, attaches the
lake through it and compares every row of every table, the rows of each snapshot, and what
DuckDB writes afterwards. Needs postgresql and duckdb-extension-postgres-scanner==1.5.5.
"""

import glob
import os
import pwd
import shutil
import sqlite3
import subprocess
import sys
import tempfile

import duckdb_extension_postgres_scanner

import store

SCRIPT = os.path.join(os.path.dirname(__file__), "../../Pipelines/catalog-to-postgres.sql")


class Server:
    """A PostgreSQL in a folder of its own, without network, ended with the block."""

    def __enter__(self):
        self.folder = tempfile.mkdtemp()
        (self.bin,) = glob.glob("/usr/lib/postgresql/*/bin")[-1:]
        # The server does not run as root.
        self.user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        if os.geteuid() == 0:
            shutil.chown(self.folder, self.user)
        self.call("initdb", "-A", "trust", "-U", "postgres", "-E", "UTF8")
        self.call("pg_ctl", "-w", "-l", f"{self.folder}/log", "-o",
                  f"-k {self.folder} -c listen_addresses=''", "start")
        self.address = f"host={self.folder} user=postgres dbname=postgres"
        return self

    def call(self, command, *arguments):
        words = [f"{self.bin}/{command}", "-D", f"{self.folder}/data", *arguments]
        if os.geteuid() == 0:
            words = ["setpriv", f"--reuid={self.user}", f"--regid={self.user}",
                     "--clear-groups", *words]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL, cwd=self.folder)

    def __exit__(self, *_):
        self.call("pg_ctl", "-m", "fast", "-w", "stop")
        shutil.rmtree(self.folder)


def copy(catalog, address):
    """Copies the catalog as Documentation/Store.md says; returns the client with it attached."""
    client = store.load(store.client(), duckdb_extension_postgres_scanner)
    client.execute(f"ATTACH '{catalog}' AS lite (TYPE sqlite, READ_ONLY)")
    data = os.path.dirname(catalog) + "/data/"
    client.execute(f"ATTACH 'ducklake:postgres:{address}' AS lake (DATA_PATH '{data}')")
    client.execute(f"ATTACH '{address}' AS pg (TYPE postgres)")
    with open(SCRIPT, encoding="utf-8") as file:
        client.execute(file.read())
    client.close()
    client = store.load(store.client(), duckdb_extension_postgres_scanner)
    client.execute(f"ATTACH 'ducklake:postgres:{address}' AS pg")
    client.execute(f"ATTACH 'ducklake:sqlite:{catalog}' AS lite (READ_ONLY)")
    return client


def compare(client):
    """How many tables or snapshots differ between the two catalogs."""
    names = client.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = 'lite' ORDER BY 1"
    ).fetchall()
    snapshots = client.execute(
        "SELECT snapshot_id FROM ducklake_snapshots('lite') ORDER BY 1"
    ).fetchall()
    failures = 0
    for (name,) in names:
        question = "SELECT count(*), sum(hash(t)), sum(rowid) FROM {}.{} t"
        both = [client.execute(question.format(c, name)).fetchone() for c in ("lite", "pg")]
        failures += both[0] != both[1]
        print(f"{'ok    ' if both[0] == both[1] else 'FAILED'} {name:18} {both[0][0]:8} rows")
    # The first snapshots are from before the tables.
    for (snapshot,) in snapshots[2:]:
        question = "SELECT count(*), sum(hash(t)) FROM (FROM {}.requests AT (VERSION => {})) t"
        both = [client.execute(question.format(c, snapshot)).fetchone() for c in ("lite", "pg")]
        failures += both[0] != both[1]
    times = "SELECT count(*), min(snapshot_time), max(snapshot_time) FROM ducklake_snapshots('{}')"
    both = [client.execute(times.format(c)).fetchone() for c in ("lite", "pg")]
    failures += both[0] != both[1]
    print(f"       {len(snapshots)} snapshots, {failures} differences; the newest of {both[1][2]}")
    return failures


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder, Server() as server:
        shutil.copytree(os.path.dirname(store.catalog_of(sys.argv[1])), folder + "/lake")
        catalog = folder + "/lake/catalog.sqlite"
        # The copy's own place, which a run would write when it opens a lake that has moved.
        with sqlite3.connect(catalog) as db:
            db.execute("UPDATE ducklake_metadata SET value = ? WHERE key = 'data_path'",
                       (folder + "/lake/data/",))
        copy(catalog, server.address).close()
        client = copy(catalog, server.address)
        failures = compare(client)
        (before,) = client.execute("SELECT count(*) FROM pg.requests").fetchone()
        client.execute("DELETE FROM pg.requests WHERE request_id % 10 = 3")
        client.execute("INSERT INTO pg.decisions(subject, actor) VALUES ('matter', '分析员')")
        (after,) = client.execute("SELECT count(*) FROM pg.requests").fetchone()
        failures += not 0 < after < before
        print(f"       written through PostgreSQL: {before} requests, then {after}")
        client.close()
    print(f"{failures} failures" if failures else "both catalogs give the same lake")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
