-- Where a note lies in its vault, spelt as its writer spelt it: folded names cannot tell "Leaf" from "leaf", and
-- a link that spells one of them means that one. Composed (NFC), with slashes.

alter table notes add column vault_path text not null default '';
