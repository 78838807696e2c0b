/** One template per option of the write-up. */
export type TemplateId = "option1-transformers" | "option2-pyfunc";
