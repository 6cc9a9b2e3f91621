"""Sign-in and sign-out."""

from django.contrib.auth.views import LoginView, LogoutView

from zhitong.portal.pages.access import Audience, open_to

sign_in = open_to(Audience.EVERYONE)(
    LoginView.as_view(template_name="public/sign_in.html", redirect_authenticated_user=True)
)
sign_out = open_to(Audience.EVERYONE)(LogoutView.as_view())
