"""Answers that several machines share, behind those at hand.

`storage` says where they lie: the protocol of a storage, folders, and object stores of fsspec;
`shared_cache` puts one behind the cache of a run, so that of all who need an answer one asks.
"""
