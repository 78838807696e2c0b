"""The exceptions of jinja2, which the page does not have as a package: those that a chat template raises."""


class TemplateError(Exception):
    __module__ = "jinja2.exceptions"

    def __init__(self, message=None):
        super().__init__(message)
        self.message = message


class TemplateRuntimeError(TemplateError):
    __module__ = "jinja2.exceptions"


class UndefinedError(TemplateRuntimeError):
    __module__ = "jinja2.exceptions"


class TemplateSyntaxError(TemplateError):
    __module__ = "jinja2.exceptions"


class TemplateAssertionError(TemplateSyntaxError):
    __module__ = "jinja2.exceptions"


class SecurityError(TemplateRuntimeError):
    __module__ = "jinja2.exceptions"


class FilterArgumentError(TemplateRuntimeError):
    __module__ = "jinja2.exceptions"
