-- What nobody else may touch while an obligation is open: names in the claim table, separated by
-- blanks, so that closing it gives back exactly these.
ALTER TABLE obligation ADD COLUMN claims VARCHAR(2000) NOT NULL DEFAULT '';
