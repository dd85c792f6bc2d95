"""An invented city, 示例市, and the workbooks that its units sent in the summer of 2009."""
