"""Proving: the same questions put to every back end, and the cases of packs.

`random_rules.Generator` makes seeded rules and facts, `strategies` the same for hypothesis,
`agreement.disagreements` compares back ends, `cases.run_cases` runs a pack's cases through one.
"""
