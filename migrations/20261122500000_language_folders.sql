-- Folders named by the code of a language are called by that language's own name. What is imported from now on is
-- called so when it is saved.
update folders f
set title = l.name
from (values ('en', 'English'), ('es', 'Español'), ('pt-br', 'Português (Brasil)')) as l (code, name)
where lower(f.title) = l.code;
