"""The ledger of claims as a report: text for a person, JSON and CSV for programs, a workbook for an editor."""
