"""Every address of the site."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from zhitong.portal.pages.public.home import home

urlpatterns = [
    path("", home, name="home"),
    path("sign-in", LoginView.as_view(template_name="public/sign_in.html"), name="sign_in"),
    path("sign-out", LogoutView.as_view(), name="sign_out"),
    path("desk", home, name="desk"),
]
