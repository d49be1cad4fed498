"""The addresses of signing in and of accounts. Each page's work is in the module named after it."""

from flask import Blueprint

from web.accounts import (
    access_log_page,
    everybody,
    forgotten,
    invitation,
    me,
    one,
    second_factor,
    setting_up,
    sign_in,
    single_sign_on,
)

pages = Blueprint("accounts", __name__)

pages.get("/sign-in", endpoint="sign_in")(sign_in.show)
pages.post("/sign-in", endpoint="let_in")(sign_in.sign_in)
pages.post("/sign-out", endpoint="sign_out")(sign_in.leave)
pages.get("/second-factor", endpoint="second_factor")(second_factor.show)
pages.post("/second-factor", endpoint="check_second_factor")(second_factor.check)
pages.get("/second-factor/recovery-code", endpoint="recovery_code")(second_factor.show_recovery)
pages.get("/second-factor/set-up", endpoint="first_set_up")(setting_up.first_show)
pages.post("/second-factor/set-up", endpoint="first_confirm")(setting_up.first_confirm)

pages.get("/me", endpoint="me")(me.show)
pages.post("/me", endpoint="change_me")(me.change_self)
pages.post("/me/password", endpoint="change_password")(me.change_password)
pages.post("/me/second-factor", endpoint="change_second_factor")(me.change_second_factor)
pages.get("/me/second-factor/set-up", endpoint="set_up")(setting_up.show)
pages.post("/me/second-factor/set-up", endpoint="confirm_set_up")(setting_up.confirm)
pages.get("/me/recovery-codes", endpoint="codes")(setting_up.codes)
pages.post("/me/sessions/end-others", endpoint="end_other_sessions")(me.end_other_sessions)
pages.post("/me/sessions/<int(max=999999999):session_number>/end", endpoint="end_session")(me.end_session)

pages.post("/single-sign-on", endpoint="single_sign_on")(single_sign_on.begin)
pages.get("/single-sign-on/back", endpoint="single_sign_on_back")(single_sign_on.back)

pages.get("/password/forgotten", endpoint="forgotten")(forgotten.show)
pages.post("/password/forgotten", endpoint="ask_for_password")(forgotten.ask)
pages.get("/password/<token>", endpoint="password")(invitation.show)
pages.post("/password/<token>", endpoint="choose_password")(invitation.choose)

pages.get("/accounts", endpoint="everybody")(everybody.show)
pages.post("/accounts", endpoint="everybody_invite")(everybody.invite)
pages.get("/accounts/<int(max=999999999):account>", endpoint="one")(one.show)
pages.post("/accounts/<int(max=999999999):account>/role", endpoint="one_role")(one.give_role)
pages.post("/accounts/<int(max=999999999):account>/invite", endpoint="one_invite")(one.invite_again)
pages.post("/accounts/<int(max=999999999):account>/sessions", endpoint="one_sessions")(one.end_sessions)
pages.post("/accounts/<int(max=999999999):account>/reset", endpoint="one_reset")(one.reset)
pages.post("/accounts/<int(max=999999999):account>/shut", endpoint="one_shut")(one.shut)
pages.post("/accounts/<int(max=999999999):account>/open", endpoint="one_open")(one.open_again)
pages.get("/access-log", endpoint="access_log")(access_log_page.show)
