-- Where things lie in a vault, as far as links need to know it.

-- A note's place, spelt as its writer spelt it: folded names cannot tell "Leaf" from "leaf", and a link that
-- spells one of them means that one. Composed (NFC), with slashes.
alter table notes add column vault_path text not null default '';

-- A Markdown link starts at its note's folder (`key`), but many programs write a path from the vault's root or
-- a mere name there. So what it says is looked up as well, where the first finds nothing.
alter table links add column tail text;
create index links_by_tail on links (tail) where tail is not null;

comment on column imports.failure is 'Why it failed, as JSON: it is told in the language of whoever asks.';
