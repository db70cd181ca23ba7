"""The command line: the jobs of the app without a browser."""
