"""What every face shows of a diagnosis: the JSON, the chart, the table, the preview."""
