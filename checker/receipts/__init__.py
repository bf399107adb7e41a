"""Receipts: what verdicts rest on, written down, so that anybody can ask later whether they still follow."""
