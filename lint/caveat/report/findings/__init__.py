"""The findings as a table: a workbook together with the claims, and CSV."""
