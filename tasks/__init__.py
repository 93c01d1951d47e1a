"""The stages of the ledger, a room each: fetch, clean, extract, validate, load.

Every room holds pure functions that know nothing of Prefect or DuckDB, and one thin Prefect task over them in
its `task.py`. Data flows one way: snapshots -> documents -> figures -> checks -> warehouse.
"""
