"""The judging views on Spark: an optional extra that no part of the product needs or imports."""
