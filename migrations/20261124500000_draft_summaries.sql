-- What a writer says of a text before it is saved is kept with it.
alter table drafts add column summary text not null default '' check (char_length(summary) <= 300);

comment on column drafts.summary is 'As typed; beside the text, which it does not belong to.';
