"""The second demo: 示例大学, a university in the year of its safety inspections. Everything in it is invented."""
