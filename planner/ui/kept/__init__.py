"""A build in view goes in; saving, sharing and the list of one's own builds come out."""
