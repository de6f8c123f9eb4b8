-- What a member is shown of a device that isn't asked for the second step. The row itself is replaced at each sign-in there: `device` is the
-- id of the first one, `trusted_at` when that was made. Null where it is the first, or older than these columns.
ALTER TABLE verifications ADD COLUMN user_agent TEXT;
ALTER TABLE verifications ADD COLUMN device TEXT;
ALTER TABLE verifications ADD COLUMN trusted_at INTEGER;
