/** Which rows an export gives. */
export interface ExportFilter {
  /** Name of a source; null for all. */
  source: string | null
  /** ISO day; null for all times. */
  sinceDay: string | null
}

/** The cursor that an export reads from. Its rows have one column, `json`: a row of the export as JSON text. */
export const EXPORT_CURSOR = 'earshot_export'
