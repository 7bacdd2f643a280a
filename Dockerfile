# One image for web, worker, beat and migrate; docker-compose.yml says which is which.
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app

COPY requirements.lock .
RUN pip install --require-hashes --no-deps --only-binary :all: -r requirements.lock

COPY . .
# The key below signs nothing: collecting static files needs some key, the container gets its own.
# /data is where the volume of uploaded files is mounted; var/ holds collected static files and stays in the image.
RUN useradd --system --uid 10001 --no-create-home app \
    && PROFILE=production SECRET_KEY=only-for-collectstatic python manage.py collectstatic --no-input \
    && mkdir -p /data/files && chown -R app:app var /data

USER app
ENV PROFILE=production FILES_DIR=/data/files
EXPOSE 8000
CMD ["gunicorn", "weijianyi.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "2", \
     "--threads", "4", "--no-control-socket", "--max-requests", "2000", "--max-requests-jitter", "200", \
     "--access-logfile", "-"]
