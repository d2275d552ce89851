/** Something about a page or a record that a person should know. `where` names the page part, file or line. */
export interface Problem {
  /** `soft_404`, `login_wall`, `captcha`, `consent`, `blocked`, `maintenance`, `empty_list`, `too_large`, `bad_json`, `refused_host`, … */
  code: string
  message: string
  where: string | null
}
