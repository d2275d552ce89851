/** Tells a person of raw items whose batch failed: nobody has lost them. */
export function sayUnread(failed: number): void {
  if (failed === 0) return
  console.error(
    `${failed} could not be read now and ${failed === 1 ? 'is' : 'are'} tried again; see \`npx earshot doctor\`.`,
  )
}
