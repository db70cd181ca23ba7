"""What the jobs found goes in, blocks for people and fields for programs come out."""
