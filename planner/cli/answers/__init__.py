"""What the jobs found goes in, blocks for people and a record for programs come out."""
