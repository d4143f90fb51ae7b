"""Procedures of an employment: what the law asks step by step, and the papers that belong to it. It decides nothing."""
