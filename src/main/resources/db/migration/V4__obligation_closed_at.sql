-- When it was closed: what a cut of it named must not be named again for a while after that.
ALTER TABLE obligation ADD COLUMN closed_at VARCHAR(32);
