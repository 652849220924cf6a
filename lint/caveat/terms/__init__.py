"""Term lists and lexicons, the matcher, and the names that bundles hand over."""

from caveat.terms.cue import Cue
from caveat.terms.matcher import TermList, TermMatch
from caveat.terms.strict_yaml import Data, StrictYamlError, load_yaml, load_yaml_file
from caveat.terms.vocabulary import Vocabulary

__all__ = ["Cue", "Data", "StrictYamlError", "TermList", "TermMatch", "Vocabulary", "load_yaml", "load_yaml_file"]
