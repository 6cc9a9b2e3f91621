"""Every address of the site."""

from django.urls import path

from zhitong.portal.pages import failures
from zhitong.portal.pages.account.addresses import urlpatterns as account_addresses
from zhitong.portal.pages.account.subscriptions import change_subscription, stop_channel, subscriptions
from zhitong.portal.pages.api.operations import api
from zhitong.portal.pages.business.answering import answer, start_over, undo
from zhitong.portal.pages.business.inbox import follow_notice, inbox, mark_notices, open_notice
from zhitong.portal.pages.business.printing import statement_file, trial_file
from zhitong.portal.pages.business.statement import statement, trial
from zhitong.portal.pages.business.statements import statements
from zhitong.portal.pages.leader.figures import figures
from zhitong.portal.pages.leader.spread import spread
from zhitong.portal.pages.officer.audience import audience
from zhitong.portal.pages.officer.batches import import_batch, import_batches
from zhitong.portal.pages.officer.businesses import businesses
from zhitong.portal.pages.officer.check_document import check_document, judge_finding
from zhitong.portal.pages.officer.compare_documents import compare_documents, judge_link
from zhitong.portal.pages.officer.consultation import desk_consultation
from zhitong.portal.pages.officer.consultations import ask_public, desk_consultations
from zhitong.portal.pages.officer.deliveries import deliveries, retry_messages
from zhitong.portal.pages.officer.desk import desk
from zhitong.portal.pages.officer.import_businesses import import_businesses, refused_rows
from zhitong.portal.pages.officer.import_document import import_document
from zhitong.portal.pages.officer.jobs import jobs, start_jobs_again
from zhitong.portal.pages.officer.life import judge_life
from zhitong.portal.pages.officer.missed_terms import judge_word, missed_words
from zhitong.portal.pages.officer.placing import place
from zhitong.portal.pages.officer.run import run
from zhitong.portal.pages.officer.workbench import judge_reading, workbench_page
from zhitong.portal.pages.officer.workbench_edit import edit_reading
from zhitong.portal.pages.public.about import about
from zhitong.portal.pages.public.box import box, embedding
from zhitong.portal.pages.public.consultation import (
    comment_receipt,
    consultation,
    consultation_answers,
    consultation_file,
    withdraw,
)
from zhitong.portal.pages.public.consultations import consultations
from zhitong.portal.pages.public.deadlines import deadlines, deadlines_feed
from zhitong.portal.pages.public.document import clause, clause_of_revision, document
from zhitong.portal.pages.public.document_file import document_file
from zhitong.portal.pages.public.documents import documents
from zhitong.portal.pages.public.home import find, home
from zhitong.portal.pages.public.provision import provision
from zhitong.portal.pages.public.provisions import provisions
from zhitong.portal.pages.public.reading import reading
from zhitong.portal.pages.public.search import search
from zhitong.portal.pages.public.unit import unit
from zhitong.portal.pages.public.units import units
from zhitong.portal.pages.public.versions import versions
from zhitong.portal.pages.rates import too_many

urlpatterns = [
    path("", home, name="home"),
    path("api/v1/", api.urls),
    path("find", find, name="find"),
    path("search", search, name="search"),
    path("missed-words", missed_words, name="missed_words"),
    path("missed-words/judge", judge_word, name="judge_word"),
    path("about", about, name="about"),
    path("reading", reading, name="reading"),
    path("provisions", provisions, name="provisions"),
    path("provisions/<str:key>", provision, name="provision"),
    path("box", box, name="box"),
    path("box/how", embedding, name="embedding"),
    path("deadlines", deadlines, name="deadlines"),
    path("deadlines.ics", deadlines_feed, name="deadlines_feed"),
    path("documents", documents, name="documents"),
    path("documents/<str:key>", document, name="document"),
    path("documents/<str:key>/region", place, name="place"),
    path("documents/<str:key>/workbench", workbench_page, name="workbench"),
    path("documents/<str:key>/workbench/judge", judge_reading, name="judge_reading"),
    path("documents/<str:key>/workbench/edit", edit_reading, name="edit_reading"),
    path("documents/<str:key>/check", check_document, name="check_document"),
    path("documents/<str:key>/check/judge", judge_finding, name="judge_finding"),
    path("documents/<str:key>/as/<str:form>", document_file, name="document_file"),
    path("documents/<str:key>/v/<int:number>/<path:path>", clause_of_revision, name="clause_of_revision"),
    path("documents/<str:key>/against/<str:upper>", compare_documents, name="compare_documents"),
    path("documents/<str:key>/against/<str:upper>/judge", judge_link, name="judge_link"),
    path("documents/<str:key>/versions", versions, name="versions"),
    path("documents/<str:key>/versions/judge", judge_life, name="judge_life"),
    path("documents/<str:key>/<path:path>", clause, name="clause"),
    path("consultations", consultations, name="consultations"),
    path("consultations/receipts/<str:secret>", comment_receipt, name="comment_receipt"),
    path("consultations/receipts/<str:secret>/withdraw", withdraw, name="withdraw_comment"),
    path("consultations/<str:key>", consultation, name="consultation"),
    path("consultations/<str:key>/answers", consultation_answers, name="consultation_answers"),
    path("consultations/<str:key>/as/<str:form>", consultation_file, name="consultation_file"),
    path("units", units, name="units"),
    path("units/<str:key>", unit, name="unit"),
    path("try", trial, name="trial"),
    path("try/as/<str:form>", trial_file, name="trial_file"),
    path("try/answer", answer, {"uscc": ""}, name="trial_answer"),
    path("try/undo", undo, {"uscc": ""}, name="trial_undo"),
    path("try/start-over", start_over, {"uscc": ""}, name="trial_start_over"),
    path("statement", statements, name="statements"),
    path("statement/<str:uscc>", statement, name="statement"),
    path("statement/<str:uscc>/as/<str:form>", statement_file, name="statement_file"),
    path("statement/<str:uscc>/answer", answer, name="answer"),
    path("statement/<str:uscc>/undo", undo, name="undo"),
    path("statement/<str:uscc>/start-over", start_over, name="start_over"),
    path("inbox", inbox, name="inbox"),
    path("inbox/mark", mark_notices, name="mark_notices"),
    path("inbox/<int:number>/open", open_notice, name="open_notice"),
    path("m/<str:token>", follow_notice, name="follow_notice"),
    path("stop/<str:token>", stop_channel, name="stop_channel"),
    path("account/subscriptions", subscriptions, name="subscriptions"),
    path("account/subscriptions/<int:number>", change_subscription, name="change_subscription"),
    path("desk", desk, name="desk"),
    path("desk/deliveries", deliveries, name="deliveries"),
    path("desk/deliveries/retry", retry_messages, name="retry_messages"),
    path("desk/jobs", jobs, name="jobs"),
    path("desk/jobs/again", start_jobs_again, name="start_jobs_again"),
    path("desk/businesses", businesses, name="businesses"),
    path("desk/provisions/<str:key>/<str:verdict>", audience, name="audience"),
    path("desk/run", run, name="run"),
    path("desk/consultations", desk_consultations, name="desk_consultations"),
    path("desk/consultations/ask/<str:key>", ask_public, name="ask_public"),
    path("desk/consultations/<str:key>", desk_consultation, name="desk_consultation"),
    path("desk/import/businesses", import_businesses, name="import_businesses"),
    path("desk/import/businesses/refused", refused_rows, name="refused_rows"),
    path("desk/import/document", import_document, name="import_document"),
    path("desk/import/batches", import_batches, name="import_batches"),
    path("desk/import/batches/<int:number>", import_batch, name="import_batch"),
    path("figures", figures, name="figures"),
    path("figures/<str:key>", spread, name="spread"),
    *account_addresses,
]

handler400 = failures.bad_request
handler403 = failures.forbidden
handler404 = failures.not_found
handler429 = too_many
handler500 = failures.server_error
