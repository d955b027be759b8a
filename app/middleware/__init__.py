"""What every request passes before it reaches a route: one small ASGI class per file.

From the outside in: SecurityHeaders, RequestId, Language, HostCheck, BodyLimit, CrossOrigin, MethodOverride.
SecurityHeaders goes around the whole application, so that even an answer to a crash carries them.
"""

from app.middleware.body_limit import BodyLimit
from app.middleware.cross_origin import CrossOrigin
from app.middleware.host_check import HostCheck
from app.middleware.language import Language
from app.middleware.method_override import MethodOverride
from app.middleware.refusal import Refusal, plain_refusal
from app.middleware.request_id import RequestId, RequestIdFilter
from app.middleware.security_headers import SecurityHeaders

__all__ = [
    "BodyLimit",
    "CrossOrigin",
    "HostCheck",
    "Language",
    "MethodOverride",
    "Refusal",
    "RequestId",
    "RequestIdFilter",
    "SecurityHeaders",
    "plain_refusal",
]
