"""Lists that a filter narrows: what an address asks, the bar that says and changes it, and the rows."""
