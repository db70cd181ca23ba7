"""One visitor: what they chose, in the address and in the session, and the work done for them."""
