-- The window of a browser in which a draft was typed last: one that knows nothing of it lays its text beside, not over it.
alter table drafts add column window_id uuid;
