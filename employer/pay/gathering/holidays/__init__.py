"""Which holiday days a pay run pays, and what their credit year gives for them."""
