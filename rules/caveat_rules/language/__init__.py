"""Rules on the words for people, their conditions and their choices: labels, pity, blame, suicide, threats."""
