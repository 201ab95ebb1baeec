# $text (String)
wrong-publish = “{ $text }” is not true, false or a time such as 2027-03-01 09:00
# $text (String)
wrong-language = “{ $text }” is no language such as en or pt-BR
# $text (String)
wrong-date = “{ $text }” is no date such as 2026-01-05
# $text (String)
wrong-audience = “{ $text }” is no audience. There are public, unlisted, members and private
# $kib (String)
wrong-long = it is longer than { $kib } KiB
wrong-twice = this property stands there twice
wrong-shape = a value of another kind belongs here, such as a text instead of a list
wrong-yaml = this cannot be read as YAML; look at its quotes, brackets and indents
# $text (String)
wrong-direction = “{ $text }” is neither ltr nor rtl
# $line (String)
# $wrong (String)
refused-unreadable = the front matter of this note cannot be read (line { $line }): { $wrong }
# $property (String)
refused-layout = “{ $property }” is written there in a way that can be changed in the text alone
